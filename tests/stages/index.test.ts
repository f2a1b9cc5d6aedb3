import { expect, test } from 'vitest'
import { stages } from '../../src/stages/index.ts'

test('every stage is loaded by its own name', async () => {
  for (const [name, load] of Object.entries(stages)) {
    const stage = await load()
    expect(stage.name).toBe(name)
    expect(stage.summary).toMatch(/\.$/)
  }
})
