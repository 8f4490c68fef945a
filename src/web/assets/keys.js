// Single keys: each presses, opens or leads to what carries it as `data-key`. Switched off under Display, nothing here listens to a letter.
;(() => {
  const { body } = document
  const hasKeys = body.dataset.keys !== undefined

  // The list of keys.
  for (const opener of document.querySelectorAll('[data-opens]')) {
    const dialog = document.getElementById(opener.dataset.opens)
    if (!hasKeys || !dialog) continue
    opener.hidden = false
    opener.addEventListener('click', () => dialog.showModal())
    dialog.querySelector('[data-closes]').addEventListener('click', () => dialog.close())
  }

  // A message that stands there when the page comes is not read out by all screen readers; one that comes afterwards is.
  const message = document.querySelector('main .alert[role=status] .alert-text > span')
  window.postfordelerSay = (text) => {
    const announcement = document.getElementById('announcement')
    if (announcement && text) announcement.textContent = text
  }
  window.setTimeout(() => window.postfordelerSay(message?.textContent), 150)

  if (!hasKeys) return

  // A key that was pressed for the page before, or is held down, answers nothing here.
  const quietMs = 250
  const begin = performance.now()
  const isField = (element) => element?.matches?.('input:not([type=checkbox]), textarea, select, [contenteditable]')
  const isPressable = (element) => element?.matches?.('a, button, summary, input, select, textarea, iframe')
  // What is folded away can be pressed all the same: its key is on the list of keys.
  const isShown = (element) => element.checkVisibility?.() || element.closest('details') !== null

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
    if (performance.now() - begin < quietMs || document.querySelector('dialog[open]')) return
    const { activeElement } = document
    if (isField(activeElement) || (event.key === 'Enter' && isPressable(activeElement))) return
    const target = [...document.querySelectorAll('[data-key]')].find(
      (element) => element.dataset.key === event.key && isShown(element),
    )
    if (!target) return
    event.preventDefault()
    press(target)
  })

  function press(target) {
    const { focuses } = target.dataset
    if (target.matches('summary')) target.parentElement.open = true
    if (focuses) document.getElementById(focuses).focus()
    else if (isField(target)) target.focus()
    else target.click()
  }

  window.setTimeout(() => {
    body.dataset.ready = ''
  }, quietMs)
})()
