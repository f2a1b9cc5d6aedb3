import { expect, test } from 'vitest'
import { type ReportContext, reporterNamed, reporters } from '../../reports/index.ts'
import { aResult } from '../support/result.ts'

const context: ReportContext = { color: false, unicode: true, columns: 80 }

test.each(Object.entries(reporters))('%s renders a result', async (_, { load, stream, defaultPath }) => {
  const render = await load()
  expect(render(aResult(), context)).toMatch(/\n$/)
  expect(defaultPath === undefined).toBe(stream === 'stdout')
})

test('the github reporter adds the summary of the job', async () => {
  const { appendix } = reporterNamed('github')
  expect(appendix?.variable).toBe('GITHUB_STEP_SUMMARY')
  const render = await appendix?.load()
  expect(render?.(aResult(), context)).toMatch(/^## ✕ mlcheck: /)
})

test('an unknown reporter is named together with the closest', () => {
  expect(() => reporterNamed('junt')).toThrow(
    expect.objectContaining({ message: 'There is no reporter junt.', hint: 'Did you mean junit?' }),
  )
  expect(() => reporterNamed('toString')).toThrow('There is no reporter toString.')
})
