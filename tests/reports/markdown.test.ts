import { expect, test } from 'vitest'
import { renderMarkdown } from '../../reports/markdown.ts'
import { codeSpan, proseText } from '../../reports/markdown-text.ts'
import { aResult } from '../support/result.ts'
import { everyKind, passedOutcomes } from './outcomes.ts'

test('findings are a table, drift is folded', () => {
  expect(renderMarkdown(aResult({ outcomes: [...everyKind] }))).toMatchInlineSnapshot(`
    "## ✕ mlcheck: 6 of 8 expectations failed.

    Sample \`new_2026-W47.csv\` (4,821 rows) · Reference \`data_train.csv:latest\` → \`v12\` (29,269 rows) · 1 passed · 1 skipped · 1.8 s

    | Result | Expectation | Found | Expected |
    | --- | --- | --- | --- |
    | ⊗ could not be evaluated | \`tempoo.range\` | There is no column tempoo. Did you mean tempo? | tempoo between 50 and 250 |
    | ✕ failed | \`genre.in-set\` | 58 of 4,821 values outside the set<br>\`Hip-Hop\` 37 (closest: \`Hiphop\`) · \`trap metal\` 19 (closest: \`Trap Metal\`) · 2 more distinct<br>lines 22, 67, 301, 328, 418 …<br>56 of the 58 look like other spellings of known labels. | genre to be one of 15 known labels |
    | ✕ failed | \`tracks › every track has an artist\` | expected \\{ missing: 3 \\} to deeply equal \\{ missing: 0 \\} |  |
    | ✕ failed | \`loudness.ks\` | median −6.23 → −5.52<br>D 0.114, fails from 0.0269 | loudness distributed as in the reference |
    | ? inconclusive | \`key.ks\` | 12 rows are too few to see a D of 0.1<br>From 240 rows on the test would see it. | key distributed as in the reference |
    | ∅ nothing to check | \`mode.in-set\` | no values, every row is missing | mode to be 0 or 1 |
    | \\! warning | \`genre.chi2\` | psytrance 7.0 → 8.3 %, Pop 1.1 → 0.4 % | genre mixed as in the reference |

    <details><summary>Drift: chi2: 1 of 1 test failed, α 0.05 (Šidák); ks: 1 of 10 tests failed, α 0.05 → 0.0051 per test (Šidák)</summary>

    | Result | Expectation | Statistic | Fails at | p | Limit | Effect |
    | --- | --- | --- | --- | --- | --- | --- |
    | ✕ failed | \`loudness.ks\` | D 0.114 | 0.0269 | 6.3e-47 | 0.0051 | D 0.114 |
    | \\! warning | \`genre.chi2\` | χ² 42.5 | 26.1 | 0.00012 | 0.05 | total variation 0.035 |

    </details>

    Check the first again with \`mlcheck --reference data_train.csv:latest --sample new_2026-W47.csv --ks-alpha 0.05 --only tempoo.range\`
    "
  `)
})

test('a run that meets everything is two lines', () => {
  expect(renderMarkdown(aResult({ outcomes: [...passedOutcomes(3)] }))).toMatchInlineSnapshot(`
    "## ✓ mlcheck: All 3 expectations were met.

    Sample \`new_2026-W47.csv\` (4,821 rows) · Reference \`data_train.csv:latest\` → \`v12\` (29,269 rows) · 3 passed · 1.8 s
    "
  `)
})

test.each([
  ['a value is code', 'trap metal', '`trap metal`'],
  ['backticks get a longer fence', 'a `b` ``c``', '``` a `b` ``c`` ```'],
  ['a pipe does not end the cell', 'a|b', '`a\\|b`'],
  ['a line break is a picture', 'a\nb', '`a␊b`'],
])('%s', (_, text, markdown) => {
  expect(codeSpan(text)).toBe(markdown)
})

test.each([
  ['formatting shows as written', '*a* _b_ [c](d) <e>', '\\*a\\* \\_b\\_ \\[c\\](d) \\<e\\>'],
  ['nobody is mentioned', '@team #12 GH-3', '@&#8203;team #&#8203;12 GH&#8203;-3'],
  ['no address is a link', 'https://a.b www.c.d', 'https:&#8203;//a.b www&#8203;.c.d'],
])('%s', (_, text, markdown) => {
  expect(proseText(text)).toBe(markdown)
})
