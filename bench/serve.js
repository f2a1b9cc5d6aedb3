// Loads a scoring server with good and bad requests: npm run bench:serve -- --model DIR [--seconds 600] [--connections 32]
// DIR is a model directory, as `mlcheck artifact get MODEL --to DIR` writes it.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    seconds: { type: 'string', default: '600' },
    connections: { type: 'string', default: '32' },
  },
})
if (values.model === undefined) throw new Error('Name a model directory with --model DIR.')
const folder = resolve(values.model)
const cli = join(import.meta.dirname, '..', 'dist', 'cli.js')
const { columns, data } = JSON.parse(readFileSync(join(folder, 'input_example.json'), 'utf8'))
const good = JSON.stringify({ dataframe_split: { columns, data: data.slice(0, 1) } })
const many = JSON.stringify({
  dataframe_split: { columns, data: Array.from({ length: 100 }, () => data[0]) },
})
/** Of 100 requests: 90 of one row, 4 of 100 rows, 6 that are wrong. */
const bodies = [
  ...new Array(90).fill([good, 200]),
  ...new Array(4).fill([many, 200]),
  ...['{', '{"dataframe_records":[{}]}', '[]'].flatMap(body => [
    [body, 400],
    [body, 400],
  ]),
]

const server = spawn(process.execPath, [cli, 'model', 'serve', folder, '--port', '0'], {
  stdio: ['ignore', 'ignore', 'pipe'],
})
const address = await new Promise(resolve => {
  let said = ''
  server.stderr.setEncoding('utf8').on('data', text => {
    said += text
    const [, found] = /answers at (\S+);/.exec(said) ?? []
    if (found) resolve(found)
  })
})
const agent = new Agent({ keepAlive: true, maxSockets: Number(values.connections) })
const end = performance.now() + Number(values.seconds) * 1000
const latencies = []
let [wrong, rows, sent] = [0, 0, 0]
const memory = []
const watch = setInterval(() => memory.push(residentOf(server.pid)), 1000)
const started = performance.now()
await Promise.all(Array.from({ length: Number(values.connections) }, load))
const seconds = (performance.now() - started) / 1000
clearInterval(watch)
server.kill('SIGINT')

latencies.sort((a, b) => a - b)
const at = share => latencies[Math.floor(share * (latencies.length - 1))]?.toFixed(1)
const half = Math.floor(memory.length / 2)
console.log(`| seconds | requests/s | rows/s | p50 ms | p99 ms | unexpected answers | MB after 10 %, half, end |
|---:|---:|---:|---:|---:|---:|---|
| ${seconds.toFixed(0)} | ${(sent / seconds).toFixed(0)} | ${(rows / seconds).toFixed(0)} | ${at(0.5)} | ${at(0.99)} | ${wrong} | ${[Math.floor(memory.length / 10), half, memory.length - 1].map(index => memory[index]?.toFixed(0)).join(', ')} |`)
process.exitCode = wrong > 0 ? 1 : 0

async function load() {
  while (performance.now() < end) {
    const [body, expected] = bodies[sent++ % bodies.length]
    const before = performance.now()
    const status = await post(body).catch(() => 0)
    // A sample is enough, and keeps the memory of this process flat.
    if (sent % 7 === 0) latencies.push(performance.now() - before)
    if (status !== expected) wrong++
    rows += body === good ? 1 : body === many ? 100 : 0
  }
}

function post(body) {
  return new Promise((resolve, reject) => {
    const sending = request(
      address,
      {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      response => {
        response.resume()
        response.on('end', () => resolve(response.statusCode))
      },
    )
    sending.on('error', reject)
    sending.end(body)
  })
}

/** Resident megabytes of a process; NaN where /proc is missing. */
function residentOf(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}
