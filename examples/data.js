// Data like those of the two courses, made up: the same columns, types and faults, other values.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A generator of numbers in [0, 1), the same for the same seed (mulberry32, by Tommy Ettinger). */
function randomFrom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Numbers of a normal distribution, by Box and Muller's method. */
function normalFrom(random) {
  return (mean, deviation) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

const groups = [
  { name: 'Manhattan', share: 0.44, latitude: 40.77, longitude: -73.97, price: 150 },
  { name: 'Brooklyn', share: 0.41, latitude: 40.68, longitude: -73.95, price: 100 },
  { name: 'Queens', share: 0.11, latitude: 40.73, longitude: -73.88, price: 80 },
  { name: 'Bronx', share: 0.025, latitude: 40.85, longitude: -73.88, price: 70 },
  { name: 'Staten Island', share: 0.015, latitude: 40.61, longitude: -74.1, price: 75 },
]
const rooms = ['Entire home/apt', 'Private room', 'Shared room']
const nouns = ['studio', 'loft', 'room', 'apartment', 'home', 'hideaway']
const adjectives = ['Sunny', 'Quiet', 'Large', 'Cozy', 'Modern', 'Charming']

/** Rentals, one in fifteen with a price or a place that cannot be. */
export function rentals(rows = 3000, seed = 1) {
  const random = randomFrom(seed)
  const normal = normalFrom(random)
  const whole = (from, to) => from + Math.floor(random() * (to - from + 1))
  const one = list => list[whole(0, list.length - 1)]
  return Array.from({ length: rows }, (_, index) => {
    const group = shared(groups, random())
    const reviews = random() < 0.2 ? 0 : whole(1, 200)
    const isOdd = random() < 0.03
    return {
      id: 1000 + index,
      name: `${one(adjectives)} ${one(nouns)}, ${group.name}`,
      host_id: whole(1, rows),
      host_name: `Host ${whole(1, 500)}`,
      neighbourhood_group: group.name,
      neighbourhood: `${group.name} ${whole(1, 20)}`,
      latitude: (isOdd ? 39 : normal(group.latitude, 0.03)).toFixed(5),
      longitude: normal(group.longitude, 0.03).toFixed(5),
      room_type: shared(
        [
          { share: 0.5, name: rooms[0] },
          { share: 0.47, name: rooms[1] },
          { share: 1, name: rooms[2] },
        ],
        random(),
      ).name,
      price: random() < 0.05 ? one([0, 5, 900, 2000]) : Math.round(group.price * Math.exp(normal(0, 0.4))),
      minimum_nights: whole(1, 30),
      number_of_reviews: reviews,
      last_review: reviews === 0 ? '' : day(whole(0, 900)),
      reviews_per_month: reviews === 0 ? '' : (random() * 5).toFixed(2),
      calculated_host_listings_count: whole(1, 5),
      availability_365: whole(0, 365),
    }
  })
}

const genres = [
  ...['Dark Trap', 'Underground Rap', 'Trap Metal', 'Emo', 'Rap', 'RnB', 'Pop', 'Hiphop'],
  ...['techhouse', 'techno', 'trance', 'psytrance', 'trap', 'dnb', 'hardstyle'],
]

/** Songs, some of them twice, some without a title or a loudness. */
export function songs(rows = 3000, seed = 2) {
  const random = randomFrom(seed)
  const normal = normalFrom(random)
  const share = mean => Math.min(1, Math.max(0, normal(mean, 0.12))).toFixed(4)
  const made = Array.from({ length: rows }, (_, index) => {
    const kind = Math.floor(random() * genres.length)
    const isNamed = random() < 0.5
    return {
      danceability: share(0.4 + (kind % 5) / 10),
      energy: share(0.5 + (kind % 4) / 10),
      key: Math.floor(random() * 12),
      loudness: random() < 0.2 ? '' : Math.max(-34, Math.min(4, normal(-6 - (kind % 3), 2))).toFixed(3),
      mode: random() < 0.55 ? 1 : 0,
      speechiness: share(0.1 + (kind % 6) / 20),
      acousticness: share(0.1 + (kind % 7) / 20),
      instrumentalness: share(kind / 20),
      liveness: share(0.2),
      valence: share(0.3 + (kind % 3) / 10),
      tempo: Math.max(60, Math.min(230, normal(120 + 4 * kind, 8))).toFixed(3),
      type: 'audio_features',
      duration_ms: Math.round(150_000 + random() * 300_000),
      time_signature: random() < 0.95 ? 4 : 3,
      genre: genres[kind],
      song_name: isNamed ? `Song ${index}` : '',
      title: isNamed ? '' : `Title ${index} of ${genres[kind]}`,
    }
  })
  return [...made, ...made.slice(0, Math.floor(rows / 40))]
}

/** Writes rows of the same keys as CSV. */
export function writeCsv(path, rows) {
  mkdirSync(dirname(path), { recursive: true })
  const names = Object.keys(rows[0])
  const cell = value => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : value)
  const lines = rows.map(row => names.map(name => cell(row[name])).join(','))
  writeFileSync(path, `${names.join(',')}\n${lines.join('\n')}\n`)
}

/** The item that a number in [0, 1) falls to when each has its share. */
function shared(items, number) {
  let left = number
  for (const item of items) {
    left -= item.share
    if (left < 0) return item
  }
  return items.at(-1)
}

function day(back) {
  return new Date(Date.UTC(2019, 6, 8) - back * 86_400_000).toISOString().slice(0, 10)
}
