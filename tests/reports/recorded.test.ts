import { expect, test } from 'vitest'
import { reporters } from '../../reports/index.ts'
import { aResult } from '../support/result.ts'

/** What a report writes about one result that has findings of every kind; a change of any sink is seen in a file. */
test.each(Object.entries(reporters))('%s writes the recorded result as it did', async (name, { load }) => {
  const text = (await load())(aResult(), {
    color: false,
    unicode: true,
    columns: 100,
    verbose: true,
    reportPath: 'mlcheck-report/index.html',
    rowFiles: [{ label: 'Failures', path: 'bad.csv', rows: 58 }],
  })
  // What a page looks like, and does, is seen in a browser.
  const plain = text.replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>|sha256-[^']*/g, '')
  await expect(plain).toMatchFileSnapshot(`__snapshots__/recorded.${name}.txt`)
})
