// Single keys: each activates the element that carries it as `data-key`. Off when shortcuts are switched off under Display.
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

  // Not all screen readers announce a message that is there when the page loads; one that is added later they do.
  const message = document.querySelector('main .alert[role=status] .alert-text > span')
  window.postfordelerSay = (text) => {
    const announcement = document.getElementById('announcement')
    if (announcement && text) announcement.textContent = text
  }
  window.setTimeout(() => window.postfordelerSay(message?.textContent), 150)

  if (!hasKeys) return

  // A key held down, or pressed for the previous page, triggers nothing here.
  const quietMs = 250
  const begin = performance.now()
  const isField = (element) => element?.matches?.('input:not([type=checkbox]), textarea, select, [contenteditable]')
  const isPressable = (element) => element?.matches?.('a, button, summary, input, select, textarea, iframe')
  // Folded-away buttons can be activated too: their keys are on the list.
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
