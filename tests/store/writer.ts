import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../../src/store/index.ts'

// Puts `count` contents, `distinct` of them different, and says each version as soon as it is stored.
const [home = '', folder = '', name = '', count = '', distinct = '', prefix = '', collects = ''] =
  process.argv.slice(2)
const store = openStore({ cwd: folder, env: { MLCHECK_HOME: home } })
const path = join(folder, 'data.csv')
for (let index = 0; index < Number(count); index++) {
  writeFileSync(path, `${prefix}${index % Number(distinct)}\n`.repeat(50_000))
  const { artifact } = await store.put({ path, project: 'default', name })
  process.stdout.write(`${artifact.version}\n`)
  if (collects === 'collects') await store.collectGarbage()
}
