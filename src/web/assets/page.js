// Enhancements only: the page works without any of this.
;(() => {
  // Each form is sent once, however often its button is pressed.
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.dataset.sent !== undefined) return event.preventDefault()
    form.dataset.sent = ''
  })
  // The back button restores the page as it was: its forms may be sent again.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
  })
})()
