import { openHistory } from '../../src/store/index.ts'
import { anEntry } from '../support/history.ts'

// Judges `count` samples and says the number of each as soon as it is recorded; or reads, and tries to write.
const [home = '', prefix = '', count = ''] = process.argv.slice(2)
const history = openHistory({ cwd: home, env: { MLCHECK_HOME: home } })

if (count === 'read') {
  const entries = (await history.entries('weekly')).length
  const refused = await history.reserve('weekly', 'sha256:new').catch(error => error)
  process.stdout.write(JSON.stringify({ entries, refused: { exitCode: refused.exitCode } }))
}
for (let index = 0; index < Number(count); index++) {
  const identity = `sha256:${prefix}${index}`
  const batch = await history.reserve('weekly', identity)
  const sample = { label: `${prefix}.csv`, identity }
  await history.record(anEntry({ batch, runId: `${prefix}${index} ${process.pid}`, sample }))
  process.stdout.write(`${batch} `)
}
