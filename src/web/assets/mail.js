// A mail: a combobox for the queues, and a claim that is renewed while somebody reads.
;(() => {
  const find = document.querySelector('[data-find]')
  if (find) combine(find)
  const mail = document.querySelector('[data-mail]')
  const form = document.getElementById('answer-form')
  if (mail && form) keepClaim(mail.dataset.mail, form)

  /** Turns the select into a combobox with the matching queues below it (ARIA 1.2). */
  function combine(box) {
    const select = box.querySelector('select')
    const label = box.querySelector('label')
    const send = box.querySelector('button')
    const about = JSON.parse(box.dataset.about)
    const queues = [...select.options]
      .filter(({ value }) => value !== '')
      .map(({ value, text }) => ({ value, text, name: fold(text), words: fold(`${text} ${about[value] ?? ''}`) }))

    const input = make('input', {
      id: 'find',
      class: 'form-input',
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': 'find-list',
      'aria-describedby': 'find-hint',
      'data-key': '/',
    })
    const hint = make('span', { id: 'find-hint', class: 'form-hint' }, box.dataset.hint)
    const list = make('ul', { id: 'find-list', class: 'find-list', role: 'listbox', 'aria-label': label.textContent })
    list.hidden = true
    label.htmlFor = 'find'
    select.hidden = true
    select.disabled = false
    select.required = false
    delete select.dataset.key
    select.after(hint, input, list)

    let shown = []
    let at = -1
    const close = () => {
      list.hidden = true
      at = -1
      input.setAttribute('aria-expanded', 'false')
      input.removeAttribute('aria-activedescendant')
    }
    const choose = (queue) => {
      select.value = queue.value
      input.value = queue.text
      close()
    }
    const highlight = (next) => {
      at = next
      list.querySelectorAll('[role=option]').forEach((option, nth) => {
        option.setAttribute('aria-selected', String(nth === at))
        if (nth === at) option.scrollIntoView({ block: 'nearest' })
      })
      if (at >= 0) input.setAttribute('aria-activedescendant', `find-${at}`)
    }
    const open = () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean)
      const rank = (queue) => (queue.name.startsWith(words[0] ?? '') ? 0 : queue.name.includes(words[0] ?? '') ? 1 : 2)
      shown = queues
        .filter((queue) => words.every((word) => queue.words.includes(word)))
        .sort((a, b) => rank(a) - rank(b))
      list.replaceChildren(
        ...shown.map((queue, nth) => {
          const option = make('li', { id: `find-${nth}`, role: 'option', 'aria-selected': 'false' }, queue.text)
          option.addEventListener('mousedown', (event) => {
            event.preventDefault()
            choose(queue)
          })
          return option
        }),
      )
      if (shown.length === 0) window.postfordelerSay(box.dataset.none)
      list.hidden = shown.length === 0
      input.setAttribute('aria-expanded', String(shown.length > 0))
      highlight(shown.length > 0 && words.length > 0 ? 0 : -1)
    }

    input.addEventListener('input', () => {
      select.value = ''
      open()
    })
    input.addEventListener('blur', close)
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        event.preventDefault()
        if (!list.hidden && shown[at]) choose(shown[at])
        // Held down, or with nothing chosen, it submits nothing.
        if (select.value !== '' && !event.repeat) send.click()
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        if (list.hidden) open()
        const step = event.key === 'ArrowDown' ? 1 : -1
        if (shown.length > 0) highlight((at + step + shown.length) % shown.length)
      } else if (event.key === 'Escape') {
        event.preventDefault()
        if (list.hidden) input.blur()
        close()
      }
    })
    send.addEventListener('click', (event) => {
      if (select.value !== '') return
      event.preventDefault()
      input.focus()
      open()
    })
  }

  /** Renewed only while the person is active: an abandoned page releases the mail, and its session expires as it should. */
  function keepClaim(id, answer) {
    const renewEveryMs = 30_000
    const livelyMs = 5 * 60_000
    let lastLife = performance.now()
    for (const kind of ['keydown', 'pointermove', 'scroll', 'touchstart'])
      document.addEventListener(kind, () => { lastLife = performance.now() }, { passive: true })
    const timer = window.setInterval(async () => {
      if (performance.now() - lastLife > livelyMs || document.hidden) return
      const body = new URLSearchParams({ _token: answer.elements._token.value })
      const claim = await fetch(`/mail/${id}/renew`, { method: 'POST', body })
        .then((reply) => (reply.ok && !reply.redirected ? reply.json() : { lost: '' }))
        .catch(() => ({ lost: '' })) // offline: the answer itself will report it
      if (!claim.lost) return
      window.clearInterval(timer)
      const notice = make('div', { class: 'alert alert-warning', role: 'alert' }, claim.lost)
      answer.before(notice)
    }, renewEveryMs)
  }

  function make(tag, attributes, text = '') {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.textContent = text
    return element
  }

  function fold(text) {
    return text.normalize('NFC').toLowerCase()
  }
})()
