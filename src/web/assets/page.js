// What makes the page quicker, never what makes it work: everything here can be done without.
;(() => {
  // A form is sent once, however often its button is pressed.
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.dataset.sent !== undefined) return event.preventDefault()
    form.dataset.sent = ''
  })
  // Coming back with the browser's button shows the page as it was: its forms may be sent again.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
  })
})()
