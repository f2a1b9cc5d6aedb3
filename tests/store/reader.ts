import { readFileSync } from 'node:fs'
import { openStore, resolveArtifact } from '../../src/store/index.ts'

// Prints where an artifact's files are and what is in them, as JSON.
const [home = '', text = ''] = process.argv.slice(2)
const store = openStore({ cwd: '/', env: { MLCHECK_HOME: home } })
const { paths } = await resolveArtifact(store, text)
const contents = paths.map(path => readFileSync(path, 'utf8'))
await store.close()
process.stdout.write(JSON.stringify({ paths, contents, uid: process.getuid?.() }))
