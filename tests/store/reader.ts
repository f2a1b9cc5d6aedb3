import { readFileSync } from 'node:fs'
import { resolveArtifact } from '../../src/store/index.ts'

// Prints where an artifact's files are and what is in them, as JSON.
const [home = '', text = ''] = process.argv.slice(2)
const { paths, close } = await resolveArtifact(text, { cwd: '/', env: { MLCHECK_HOME: home } })
const contents = paths.map(path => readFileSync(path, 'utf8'))
await close()
process.stdout.write(JSON.stringify({ paths, contents, uid: process.getuid?.() }))
