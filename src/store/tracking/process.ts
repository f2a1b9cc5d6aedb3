import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process as it can be recognised later: ids of processes are used again. */
export interface ProcessMark {
  readonly host: string
  readonly pid: number
  /** Clock ticks from the start of the machine to that of the process; absent where the system does not tell. */
  readonly started?: string
}

/** The mark of this process. */
export function ownMark(): ProcessMark {
  return markOf(process.pid)
}

/** Whether a process is still there. One of another machine is taken to be. */
export function isAlive({ host, pid, started }: ProcessMark): boolean {
  if (host !== hostname()) return true
  try {
    process.kill(pid, 0)
  } catch (error) {
    // A process of another user may not be signalled, and is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  const now = markOf(pid).started
  return started === undefined || now === undefined || started === now
}

function markOf(pid: number): ProcessMark {
  const started = startOf(pid)
  return { host: hostname(), pid, ...(started !== undefined && { started }) }
}

/** Field 22 of Linux's `/proc/PID/stat`, counted behind the name, which may hold spaces and parentheses. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
