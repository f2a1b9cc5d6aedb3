import { readFileSync, mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { tmpdir } from 'node:os'
import { configFolder } from './src/cli/configFiles.ts'
import { compose } from './src/run/config/compose.ts'
import { plainData } from './src/run/config/node.ts'
import * as R from './src/run/config/resolve.ts'
for (const c of JSON.parse(readFileSync(process.argv[2]!, 'utf8'))) {
  const d = mkdtempSync(join(tmpdir(), 'cfg-'))
  for (const [k, v] of Object.entries<any>(c.files)) { mkdirSync(dirname(join(d, k)), { recursive: true }); writeFileSync(join(d, k), v) }
  for (const ov of c.overrides) {
    let r
    try {
      const composed = compose({ source: configFolder(d, d), name: 'config', overrides: ov })
      r = py(plainData(R.resolveConfig(composed, { environment: {} })))
    } catch (e: any) { r = e.name === 'UserError' ? `ERR ${e.message} || ${e.hint}` : e.stack }
    console.log(c.name ?? '', JSON.stringify(ov), '=>', r)
  }
}
function py(x: any): string {
  if (Array.isArray(x)) return '[' + x.map(py).join(', ') + ']'
  if (x && typeof x === 'object') return '{' + Object.entries(x).map(([k, v]) => JSON.stringify(k) + ': ' + py(v)).join(', ') + '}'
  return JSON.stringify(x)
}
