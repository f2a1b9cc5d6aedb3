;(() => {
  const root = document.documentElement
  root.classList.add('on')

  // A page opened from a file may be refused storage.
  const memory = {
    get(key) {
      try {
        return localStorage.getItem(`mlcheck.${key}`)
      } catch {
        return null
      }
    },
    set(key, value) {
      try {
        localStorage.setItem(`mlcheck.${key}`, value)
      } catch {}
    },
  }

  const theme = memory.get('theme')
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme

  const all = (selector, within = document) => [...within.querySelectorAll(selector)]
  const one = selector => document.querySelector(selector)

  function switchTheme() {
    const systemIsDark = matchMedia('(prefers-color-scheme: dark)').matches
    const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : systemIsDark
    root.dataset.theme = isDark ? 'light' : 'dark'
    memory.set('theme', root.dataset.theme)
  }

  /** Hides what the search and the chips do not ask for, and says how much is left. */
  function filter() {
    const search = one('#search')
    if (!search) return
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    const tone = one('input[name="tone"]:checked')?.value ?? ''
    const counted = new Set()
    for (const item of all('[data-text]')) {
      const fits =
        words.every(word => item.dataset.text.includes(word)) &&
        (!tone || tonesOf(tone).includes(item.dataset.tone))
      item.hidden = !fits
      if (fits && item.id) counted.add(item)
    }
    for (const group of all('.group')) {
      group.hidden = !group.querySelector('li:not([hidden])')
      if (words.length > 0 && !group.hidden) group.open = true
    }
    one('.nothing').hidden = counted.size > 0
    one('#shown').textContent =
      `${counted.size} of ${all('[data-text][id]').length} ${one('#shown').dataset.noun ?? 'checks'} shown`
  }

  function tonesOf(choice) {
    return choice === 'attention' ? ['fail', 'warn'] : [choice]
  }

  function clearFilter() {
    one('#search').value = ''
    const every = one('input[name="tone"][value=""]')
    if (every) every.checked = true
    filter()
  }

  function orderCards() {
    const list = one('.cards')
    const key = one('#order').value
    const cards = all('.card', list).sort(
      (a, b) => a.dataset[key] - b.dataset[key] || a.dataset.order - b.dataset.order,
    )
    list.append(...cards)
  }

  /** Unfolds and shows the element that a link points to. */
  function reveal(hash) {
    if (hash.length < 2) return
    let id = hash.slice(1)
    try {
      id = decodeURIComponent(id)
    } catch {}
    const target = document.getElementById(id) ?? document.getElementById(id.replace(/\s/g, '_'))
    if (!target) return
    if (target.closest('[hidden]')) clearFilter()
    for (let each = target; each; each = each.parentElement) if (each.tagName === 'DETAILS') each.open = true
    target.scrollIntoView()
    for (const old of all('.linked')) old.classList.remove('linked')
    if (target.matches('[data-text]')) target.classList.add('linked')
  }

  function move(step) {
    const titles = all('.card:not([hidden]) > summary')
    const current = titles.indexOf(document.activeElement?.closest('.card')?.querySelector('summary'))
    const next = titles[current < 0 ? (step > 0 ? 0 : titles.length - 1) : current + step]
    next?.focus()
    next?.scrollIntoView({ block: 'start' })
  }

  function fold() {
    const current = document.activeElement?.closest('.card, .group')
    if (current) {
      current.open = !current.open
      return
    }
    const cards = all('.card:not([hidden])')
    const open = !cards.some(card => card.open)
    for (const card of cards) card.open = open
  }

  const keys = {
    '/': () => {
      one('#search')?.scrollIntoView({ block: 'center' })
      one('#search')?.focus()
    },
    j: () => move(1),
    k: () => move(-1),
    e: fold,
    t: switchTheme,
    Escape: () => one('#search') && clearFilter(),
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !one('#shortcuts')?.checked) return
    const typing = event.target.closest('input:not([type="radio"], [type="checkbox"]), select, textarea')
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    if (!act || (typing && event.key !== 'Escape')) return
    event.preventDefault()
    act()
    if (typing) typing.blur()
  }

  function sortTable(header) {
    const table = header.closest('table')
    const column = [...header.parentElement.children].indexOf(header)
    const descending = header.getAttribute('aria-sort') === 'ascending'
    for (const other of all('th[aria-sort]', table)) other.removeAttribute('aria-sort')
    header.setAttribute('aria-sort', descending ? 'descending' : 'ascending')
    const compare = (a, b) => {
      const [left, right] = [a.children[column], b.children[column]]
      if (left.dataset.value !== undefined) return left.dataset.value - right.dataset.value
      return left.textContent.localeCompare(right.textContent, 'en', { numeric: true })
    }
    const rows = all('tbody tr', table).sort((a, b) => (descending ? -compare(a, b) : compare(a, b)))
    table.tBodies[0].append(...rows)
  }

  function makeSortable(header) {
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...header.childNodes)
    button.addEventListener('click', () => sortTable(header))
    header.append(button)
  }

  /** Reads a chart at a place: by pointer, or by the arrow keys once it has the focus. */
  function makeReadable(chart) {
    const readings = chart.dataset.read.split(';').map(reading => {
      const [from, to, place, reference, sample] = reading.split('|')
      return { from: Number(from), to: Number(to), place, reference, sample }
    })
    const { width, height } = chart.viewBox.baseVal
    const output = chart.parentElement.querySelector('.reading')
    const cursor = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    cursor.setAttribute('class', 'cursor')
    let at = -1
    const show = index => {
      at = Math.max(0, Math.min(index, readings.length - 1))
      const { from, to, place, reference, sample } = readings[at]
      output.textContent = `${place}: reference ${reference} %, sample ${sample} %`
      cursor.setAttribute('d', `M${(from + to) / 2} 8V${height - 22}`)
      chart.append(cursor)
    }
    chart.tabIndex = 0
    chart.addEventListener('pointermove', event => {
      const box = chart.getBoundingClientRect()
      const x = ((event.clientX - box.left) / box.width) * width
      show(readings.findLastIndex(({ from }) => from <= x))
    })
    chart.addEventListener('pointerleave', () => {
      cursor.remove()
      output.textContent = ''
    })
    chart.addEventListener('keydown', event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
      if (!step) return
      event.preventDefault()
      show(at + step)
    })
  }

  async function copy(button) {
    const label = button.textContent
    try {
      await navigator.clipboard.writeText(button.dataset.copy)
      button.textContent = 'Copied'
    } catch {
      button.textContent = 'The browser did not allow copying'
    }
    setTimeout(() => {
      button.textContent = label
    }, 1600)
  }

  function onClick(event) {
    const link = event.target.closest('a[href^="#"]')
    if (link) reveal(link.getAttribute('href'))
    const button = event.target.closest('button')
    if (button?.dataset.do === 'theme') switchTheme()
    if (button?.dataset.copy !== undefined) copy(button)
  }

  /** Paper cannot unfold. */
  function unfoldForPrint() {
    const folded = all('details:not([open])')
    for (const each of folded) each.open = true
    addEventListener(
      'afterprint',
      () => {
        for (const each of folded) each.open = false
      },
      { once: true },
    )
  }

  function start() {
    all('th[data-sort]').forEach(makeSortable)
    all('svg[data-read]').forEach(makeReadable)
    const shortcuts = one('#shortcuts')
    if (shortcuts) shortcuts.checked = memory.get('shortcuts') !== 'off'
    shortcuts?.addEventListener('change', () => memory.set('shortcuts', shortcuts.checked ? 'on' : 'off'))
    one('#search')?.addEventListener('input', filter)
    for (const chip of all('input[name="tone"]')) chip.addEventListener('change', filter)
    one('#order')?.addEventListener('change', orderCards)
    document.addEventListener('click', onClick)
    document.addEventListener('keydown', onKey)
    addEventListener('hashchange', () => reveal(location.hash))
    addEventListener('beforeprint', unfoldForPrint)
    reveal(location.hash)
  }

  document.addEventListener('DOMContentLoaded', start)
})()
