import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Wall seconds, CPU seconds and peak megabytes of a whole process; throws when it exits with another code than expected. */
export function measure({ command, args, env = {}, cwd, exitCodes = [0] }) {
  return new Promise((resolve, reject) => {
    // bash's own `time` sees the CPU time of the process and all of its children.
    const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>"$STDERR_FILE"'
    const started = spawn('bash', ['-c', script, 'bash', command, ...args], {
      cwd,
      env: { ...process.env, ...env, STDERR_FILE: '/dev/null' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let timing = ''
    let peak = 0
    started.stderr.on('data', chunk => {
      timing += chunk
    })
    const watcher = setInterval(() => {
      peak = Math.max(peak, peakOfTree(started.pid))
    }, 15)
    started.on('error', reject)
    started.on('close', code => {
      clearInterval(watcher)
      if (!exitCodes.includes(code ?? -1))
        return reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${timing}`))
      const [wall = Number.NaN, user = 0, system = 0] = timing.trim().split(/\s+/).map(Number)
      resolve({ wall, cpu: user + system, memory: peak })
    })
  })
}

/** The largest peak of resident memory among a process and its children, in megabytes; 0 where /proc is missing. */
function peakOfTree(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const own = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
    return Math.max(own, ...children.map(peakOfTree))
  } catch {
    return 0
  }
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
