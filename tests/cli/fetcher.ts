import { fetchProject } from '../../src/cli/projectFetch.ts'

// Fetches a project into a store of its own, in a process of its own, and prints where it is.
const [url = '', home = ''] = process.argv.slice(2)
const env = { ...process.env, MLCHECK_HOME: home }
const { folder } = await fetchProject({ url, cwd: process.cwd(), env })
process.stdout.write(folder)
