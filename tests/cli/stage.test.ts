import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stages } from '../../src/cli/stages.ts'
import { stageText } from '../../src/cli/stage.ts'
import { parametersOf } from '../../src/suites/parameter-rows.ts'
import { ran, states } from '../support/pipeline.ts'
import { csv, workspace } from '../support/workspace.ts'

test('every stage that comes with the tool is called as it is listed, and describes itself', async () => {
  for (const [name, load] of Object.entries(stages)) {
    const stage = await load()
    expect(stage.name).toBe(name)
    expect(stage.summary).toMatch(/^[A-Z].*\.$/)
    for (const { name: parameter, meaning } of parametersOf(stage))
      expect(`${name} ${parameter}: ${meaning}`).toMatch(/: [A-Z].*\.$/)
    expect(stageText(stage)).toContain(stage.summary)
  }
})

test('stages are listed and shown', async () => {
  const { run } = workspace()
  expect((await run('stage', 'ls')).stdout).toMatchInlineSnapshot(`
    "STAGE       DOES
    download    Fetches a URL, or copies a file, and makes an artifact of it.
    preprocess  Cleans a table step by step.
    segregate   Splits rows into parts for training, validation and testing, as scikit-learn does.
    project     Shows rows in a plane: their coordinates as CSV and a plot as SVG.
    promote     Points an alias at a version when its numbers fulfil conditions.
    train       Fits a pipeline of transformers and a random forest, and scores it on rows that it has not seen.
    evaluate    Scores a model as it was kept, beside the one in use, and stops what follows when it is not good enough.
    predict     Predicts the rows of a dataset with a model as it was kept.
    features    Computes features by formulas that hold for a table and for a single row.
    check       Judges data by suites, test files or a reference, and stops what follows when it fails.
    profile     Shows what data look like, alone or beside a reference.
    "
  `)
  expect((await run('stage', 'show', 'segregate')).stdout).toMatchInlineSnapshot(`
    "segregate
      Splits rows into parts for training, validation and testing, as scikit-learn does.

    Inputs:
      data  dataset    The rows to be split.

    Outputs:
      train       dataset            Rows to learn from.
      validation  dataset  optional  Rows to choose a model by.
      test        dataset            Rows to judge by.
      folds       dataset  optional  The training rows again, a file for each fold.
      report      report   optional  Rows by part and stratum.

    Parameters:
      testSize        number above 0                     default none     A share of the rows below 1, or their number; a quarter unless a size is given.
      trainSize       number above 0                     default none     What the test rows leave, unless it is given.
      validationSize  number above 0                     default none     A share or number of the rows that are not for testing.
      folds           whole number from 2                default none     Into how many folds the training rows are dealt besides.
      stratify        string or null                     default null     The column whose values have the same share of every part.
      shuffle         true, false                        default true     Whether rows are drawn, and not taken as they come.
      seed            whole number from 0 to 4294967295  default none     That of the run unless it is given.
      format          parquet, csv, tsv, ndjson          default parquet  Of the files that are written.
    "
  `)
  expect((await run('stage', 'show', 'check')).stdout).toMatchInlineSnapshot(`
    "check
      Judges data by suites, test files or a reference, and stops what follows when it fails.
      A check of it that fails stops everything downstream.

    Inputs:
      sample     dataset            The data to judge.
      reference  dataset  optional  The data to compare with.

    Outputs:
      report  report  optional  The report as HTML, and result.json.

    Parameters: the options of mlcheck check, as ksAlpha for --ks-alpha.
    "
  `)
  expect(await run('stage', 'show', 'segregat')).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: There is no stage "segregat", and no package of that name.
    hint:  Did you mean segregate? A folder begins with ./
    ",
      "stdout": "",
    }
  `)
})

test('a new stage runs as it is written, and can be shown', async () => {
  const rows = Array.from({ length: 30 }, (_, index) => index)
  const given = workspace({ 'data.csv': csv({ x: rows }) })
  const { code, stdout } = await given.run('stage', 'new', 'first-lines')
  expect(code).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "stages/first-lines/index.ts

    A step of mlcheck.yaml runs it:

    steps:
      first-lines:
        stage: ./stages/first-lines
        inputs: { data: data.csv }
        outputs: { result: first-lines.csv }
    "
  `)
  const [, steps = ''] = stdout.split('runs it:\n\n')
  writeFileSync(join(given.folder, 'mlcheck.yaml'), steps)
  await given.run('artifact', 'put', 'data.csv')
  expect(states(await ran(given))).toEqual({ 'first-lines': 'done' })
  await given.run('artifact', 'get', 'first-lines.csv', '--to', 'got')
  expect(readFileSync(join(given.folder, 'got', 'result.csv'), 'utf8').split('\n')).toHaveLength(11)
  expect((await given.run('stage', 'show', './stages/first-lines')).stdout).toMatchInlineSnapshot(`
    "first-lines
      Keeps the first lines of a file.

    Inputs:
      data  dataset    A text file.

    Outputs:
      result  dataset    Its first lines.

    Parameters:
      lines  whole number from 1  default 10  How many lines are kept.
    "
  `)
})

test('a stage that is there is not written over, and a name that is none is refused', async () => {
  const given = workspace({ 'stages/clean/index.ts': 'mine' })
  expect(await given.run('stage', 'new', 'clean')).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: stages/clean/index.ts is there already.
    ",
      "stdout": "",
    }
  `)
  expect(await given.run('stage', 'new', '../Clean')).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: A stage cannot be called "../Clean".
    hint:  Lower case, words joined by -, such as drop-outliers.
    ",
      "stdout": "",
    }
  `)
  expect(given.files()).toEqual(['stages', 'stages/clean', 'stages/clean/index.ts'])
})
