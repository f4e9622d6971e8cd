// Finds operations as one types, and opens the one the address names. The page is complete without it.
const input = document.querySelector('input[type=search]')
const rooms = [...document.querySelectorAll('.room')]
const nothing = document.querySelector('.nothing')

function find() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
  let found = 0
  for (const room of rooms) {
    let here = 0
    for (const operation of room.querySelectorAll('.operation')) {
      operation.hidden = !words.every((word) => operation.dataset.words.includes(word))
      if (!operation.hidden) here += 1
    }
    room.hidden = here === 0
    found += here
  }
  nothing.hidden = found > 0
}

function openNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (named?.tagName !== 'DETAILS') return
  named.open = true
  named.scrollIntoView()
}

if (input) {
  input.addEventListener('input', find)
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    input.focus()
  })
  if (matchMedia('(max-width: 60rem)').matches) document.querySelector('.contents').open = false
  addEventListener('hashchange', openNamed)
  openNamed()
}
