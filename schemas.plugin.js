import { resolve } from 'node:path'
import { rolldown } from 'rolldown'

/** Writes the JSON Schemas that a module exports as `publishedSchemas` into files beside the code. */
export function schemas(module) {
  return {
    name: 'mlcheck-schemas',
    async generateBundle() {
      for (const [fileName, schema] of Object.entries(await publishedSchemas(module)))
        this.emitFile({ type: 'asset', fileName, source: `${JSON.stringify(schema, null, 2)}\n` })
    },
  }
}

/** Node 20 does not run TypeScript, so the module is bundled with all that it needs and run from memory. */
async function publishedSchemas(module) {
  const bundle = await rolldown({
    input: resolve(import.meta.dirname, module),
    platform: 'node',
    logLevel: 'warn',
  })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  const [{ code }] = output
  const built = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
  return built.publishedSchemas
}
