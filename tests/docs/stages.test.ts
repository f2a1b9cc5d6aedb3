import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { stages } from '../../src/stages/index.ts'
import { blocks, pages } from './pages.ts'

const page = 'docs/stages.md'
const shown = blocks
  .filter(block => block.page === page && block.language === 'yaml')
  .flatMap(({ text }) => Object.entries(parse(text)))

test.each(shown)('the parameters of %s are as the page shows them', async (name, params) => {
  const stage = await stages[name]?.()
  expect(stage?.params.safeParse(params).error).toBeUndefined()
})

test('every stage is on a page, with its artifacts', async () => {
  const text = `${pages.get(page)}${pages.get('docs/models.md')}`
  for (const [name, load] of Object.entries(stages)) {
    const { inputs, outputs } = await load()
    const section = text.split(`\n## ${name}\n`)[1]?.split('\n## ')[0] ?? ''
    const ports = [...Object.keys(inputs), ...Object.keys(outputs)]
    expect(ports.filter(port => !section.includes(`\`${port}\``))).toEqual([])
  }
})
