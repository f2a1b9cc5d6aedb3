import { runProject } from '../../src/cli/projectRun.ts'

// Runs main.sh of a folder, prints its first line and ends at once, as after the second Ctrl-C.
const [folder = ''] = process.argv.slice(2)
const onOutput = (line: string) => process.stdout.write(line, () => process.exit(0))
await runProject({ folder, entry: 'main.sh', cwd: folder, env: process.env, onOutput })
