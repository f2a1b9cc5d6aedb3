import { expect, test } from 'vitest'
import { renderGitlab } from '../../reports/gitlab.ts'
import { renderSarif } from '../../reports/sarif.ts'
import { renderTap } from '../../reports/tap.ts'
import { anOutcome } from '../support/outcome.ts'
import { aResult } from '../support/result.ts'
import { genreShift, unknownGenres } from './outcomes.ts'

const result = aResult({ outcomes: [unknownGenres, genreShift, anOutcome({ id: 'tempo.range' })] })

test('findings as code quality issues', () => {
  expect(renderGitlab(result)).toMatchInlineSnapshot(`
    "[
      {
        "description": "genre.in-set: 58 of 4,821 values outside the set",
        "check_name": "toHaveValuesIn",
        "fingerprint": "93f5ab17985a844114785446e2bad5fab8cbda2775ca3aa596d5f301209944ce",
        "severity": "major",
        "location": {
          "path": "music.yaml",
          "lines": {
            "begin": 12
          }
        }
      },
      {
        "description": "genre.chi2: psytrance 7.0 → 8.3 %, Pop 1.1 → 0.4 %",
        "check_name": "toHaveSameCategoriesAs",
        "fingerprint": "6292ec7fafd22e423e83702bb436893b28fef6611089962c7f8161833cb9eae1",
        "severity": "minor",
        "location": {
          "path": "music.yaml",
          "lines": {
            "begin": 40
          }
        }
      }
    ]
    "
  `)
})

test('findings as SARIF', () => {
  expect(renderSarif(result)).toMatchInlineSnapshot(`
    "{
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "tool": {
            "driver": {
              "name": "mlcheck",
              "version": "0.1.0",
              "rules": [
                {
                  "id": "toHaveValuesIn"
                },
                {
                  "id": "toHaveSameCategoriesAs"
                }
              ]
            }
          },
          "invocations": [
            {
              "executionSuccessful": true
            }
          ],
          "results": [
            {
              "ruleId": "toHaveValuesIn",
              "ruleIndex": 0,
              "level": "error",
              "message": {
                "text": "genre.in-set: 58 of 4,821 values outside the set\\nExpected genre to be one of 15 known labels\\nHip-Hop 37 (closest: Hiphop) · trap metal 19 (closest: Trap Metal) · 2 more distinct · lines 22, 67, 301, 328, 418 …\\nhint: 56 of the 58 look like other spellings of known labels.\\nnote: The model has one output per label.\\nat music.yaml:12"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "music.yaml"
                    },
                    "region": {
                      "startLine": 12
                    }
                  }
                }
              ],
              "partialFingerprints": {
                "mlcheck/v1": "93f5ab17985a844114785446e2bad5fab8cbda2775ca3aa596d5f301209944ce"
              }
            },
            {
              "ruleId": "toHaveSameCategoriesAs",
              "ruleIndex": 1,
              "level": "warning",
              "message": {
                "text": "genre.chi2: psytrance 7.0 → 8.3 %, Pop 1.1 → 0.4 %\\nExpected genre mixed as in the reference\\nχ² 42.5, fails from 26.1 · p 0.00012 < 0.05 · total variation 0.035 (0.021 to 0.052), counts from 0.03 · n 29,269 and 4,821\\nat music.yaml:40:5"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "music.yaml"
                    },
                    "region": {
                      "startLine": 40,
                      "startColumn": 5
                    }
                  }
                }
              ],
              "partialFingerprints": {
                "mlcheck/v1": "6292ec7fafd22e423e83702bb436893b28fef6611089962c7f8161833cb9eae1"
              }
            }
          ]
        }
      ]
    }
    "
  `)
})

test('outcomes as TAP', () => {
  expect(renderTap(result)).toMatchInlineSnapshot(`
    "TAP version 14
    1..3
    not ok 1 - genre.in-set: 58 of 4,821 values outside the set
    # Expected genre to be one of 15 known labels
    # Hip-Hop 37 (closest: Hiphop) · trap metal 19 (closest: Trap Metal) · 2 more distinct · lines 22, 67, 301, 328, 418 …
    # hint: 56 of the 58 look like other spellings of known labels.
    # note: The model has one output per label.
    # at music.yaml:12
    ok 2 - genre.chi2: psytrance 7.0 → 8.3 %, Pop 1.1 → 0.4 %
    # Expected genre mixed as in the reference
    # χ² 42.5, fails from 26.1 · p 0.00012 < 0.05 · total variation 0.035 (0.021 to 0.052), counts from 0.03 · n 29,269 and 4,821
    # at music.yaml:40:5
    ok 3 - tempo.range: all 4,821 values between 50.2 and 243.7
    "
  `)
})

test('a fingerprint stays when the numbers of a finding change', () => {
  const fingerprints = (found: string) =>
    JSON.parse(renderGitlab(aResult({ outcomes: [{ ...unknownGenres, found }] }))).map(
      (issue: { fingerprint: string }) => issue.fingerprint,
    )
  expect(fingerprints('1 of 9 values outside the set')).toEqual(fingerprints('2 of 9 values outside the set'))
})

test('a run without a verdict bails out of TAP', () => {
  expect(renderTap(aResult({ outcomes: [] }))).toBe(
    'TAP version 14\n1..0\nBail out! Nothing was checked, which is not a pass.\n',
  )
})
