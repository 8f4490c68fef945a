// The list by keyboard: j and k go from mail to mail, x ticks, o takes up what was left. Without script the Tab key does the same, and a link ticks all.
;(() => {
  const rows = [...document.querySelectorAll('.mail-row')]

  // Ticks all rows without reloading the page.
  const all = document.querySelector('[data-selects]')
  if (all && rows.length > 0) {
    const boxes = rows.map((row) => row.querySelector('input[name=item]'))
    const isAll = () => boxes.every((box) => box.checked)
    const tell = () => {
      all.textContent = isAll() ? all.dataset.none : all.dataset.all
    }
    all.addEventListener('click', (event) => {
      event.preventDefault()
      const checked = !isAll()
      for (const box of boxes) box.checked = checked
      tell()
    })
    for (const box of boxes) box.addEventListener('change', tell)
    tell()
  }

  if (document.body.dataset.keys === undefined) return
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return
    if (document.activeElement?.matches('input:not([type=checkbox]), textarea, select')) return
    const at = rows.findIndex((row) => row.contains(document.activeElement))
    if (event.key === 'j') rows[Math.min(at + 1, rows.length - 1)]?.querySelector('a').focus()
    if (event.key === 'k') rows[Math.max(at - 1, 0)]?.querySelector('a').focus()
    if (event.key === 'o') rows[at]?.querySelector('[data-takes]')?.click()
    if (event.key === 'x') rows[at]?.querySelector('input').click()
  })
})()
