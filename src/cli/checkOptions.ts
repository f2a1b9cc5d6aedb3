import { Command, Option } from 'commander'
import { valueDisplays } from '../core/masking.ts'
import { horizons } from '../core/result.ts'
import { severities } from '../core/suite.ts'
import { corrections, modes } from '../core/test.ts'
import { engines } from '../engines/index.ts'
import {
  alpha,
  batches,
  bytes,
  collect,
  dataset,
  effect,
  pattern,
  seriesName,
  wholeNumber,
} from './optionValues.ts'
import { withReadOptions } from './readOptions.ts'
import { version } from './version.ts'

/** The `check` command's options, from which help and parsing follow. */
export function checkCommand(): Command {
  const command = new Command('mlcheck')
    .usage('[check] --reference REF --sample REF --ks-alpha A [options] [test files…]')
    .description(
      'Tests for data: is this new data what we assumed, and does it still look like what we trained on?',
    )
    .argument('[files...]', 'test files (vitest, .ts or .js) and suites (.yaml)')
    .optionsGroup('Data:')
    .option('--reference <ref>', 'the data to compare with', dataset)
    .option('--sample <ref>', 'the data to judge', dataset)
  const withData = withReadOptions(command)
    .option('--states <dir>', 'save there what mlcheck merge needs to judge this data together with others')
    .option(
      '--partition <name>',
      'what this data is called among the states there; its label when absent',
      seriesName,
    )
  return withReports(withJudgement(withData))
    .option('--failures <file>', 'all rows that break a check, with line and reason (.csv, .tsv, .parquet)')
    .option('--quarantine <dir>', 'split the sample: rows that break a check, and all others')
    .option('--raw-export', 'leave text in those files that a spreadsheet takes for a formula as it is')
    .option('--explain', 'show the plan and judge nothing')
    .optionsGroup('Running:')
    .option('--watch', 'judge again whenever the data, a suite or a test file changes')
    .addOption(
      new Option('--memory-limit <size>', 'for the engine, such as 512MB or 4GB; it spills to disk beyond')
        .argParser(bytes)
        .default(1e9, '1GB'),
    )
    .addOption(
      new Option('--engine <name>', 'what reads the data: this process, or a cluster')
        .choices(Object.keys(engines))
        .default('duckdb'),
    )
    .option(
      '--remote <address>',
      'the Spark Connect server of the engine spark, sc://host:15002; MLCHECK_REMOTE keeps a token out of the command line',
    )
    .option('--threads <count>', 'for the engine; all cores when absent', wholeNumber)
    .optionsGroup('')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', examples)
}

/** Adds the options that say what is judged, and how. */
export function withJudgement(command: Command): Command {
  return command
    .optionsGroup('Checks:')
    .option('--suite <file>', 'a suite (.yaml, .json, .ts); may be repeated', collect)
    .option('--derive', 'beside suites and test files, also check what follows from the reference')
    .option(
      '--param <name=value>',
      'a value for $name in suites and params in tests; may be repeated',
      collect,
    )
    .option('--only <id>', 'only the check of this id; may be repeated', collect)
    .option('--tag <name>', 'only checks with this tag, or one of several; may be repeated', collect)
    .option(
      '-t, --test-name-pattern <pattern>',
      'only checks and tests whose name matches the regular expression',
      pattern,
    )
    .option('--bail', 'stop test files at the first failure')
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that fails the run')
        .choices(severities)
        .default('error'),
    )
    .optionsGroup('Statistics:')
    .option('--ks-alpha <level>', 'significance level of the Kolmogorov–Smirnov tests together', alpha, 0.05)
    .option('--t-alpha <level>', 'significance level of the t-tests together', alpha, 0.05)
    .option('--chi-alpha <level>', 'significance level of the chi-square tests together', alpha, 0.05)
    .option('--alpha <level>', 'significance level of each other kind of test, such as missing', alpha, 0.05)
    .addOption(
      new Option('--correction <name>', 'for testing many columns').choices(corrections).default('sidak'),
    )
    .option('--min-effect <size>', 'the smallest effect that may fail a test', effect)
    .addOption(
      new Option(
        '--mode <name>',
        'what a test has to show: that there is a difference; that it is larger than the effect (relevant); or, to pass, that it is smaller (certified)',
      ).choices(modes),
    )
    .option('--allow-underpowered', 'pass tests whose data could not have shown the effect that matters')
    .option('--cluster <column>', 'rows with the same value in it are not independent, such as a customer')
    .option('--weight <column>', 'how many rows a row stands for')
    .optionsGroup('Many batches:')
    .option(
      '--series <name>',
      'which runs this one continues; named after the suites when absent',
      seriesName,
    )
    .addOption(
      new Option(
        '--horizon <name>',
        'keep the levels for all batches of the series together: batch t spends 6 α / (π² t²) (spend)',
      ).choices(horizons),
    )
    .option('--confirm <batches>', 'a test fails the run once so many batches in a row reject it', batches)
    .option('--no-history', 'neither read nor record earlier runs')
}

/** Adds the options that say what is reported, and where. */
export function withReports(command: Command): Command {
  return command
    .optionsGroup('Output:')
    .option(
      '--reporter <name[=path]>',
      'pretty, json, junit, github, gitlab, markdown, sarif, tap, html; may be repeated',
      collect,
    )
    .option('--report <dir>', 'folder of the HTML report and the result document', 'mlcheck-report')
    .option('--no-report', 'write no report')
    .addOption(
      new Option(
        '--report-assets <where>',
        'where style and script of the report are: inside the page, or beside it',
      )
        .choices(['inline', 'files'])
        .default('inline'),
    )
    .option('--json', 'print the result document, and nothing else, to standard output')
    .addOption(
      new Option('--values <how>', 'how cells are shown in reports').choices(valueDisplays).default('masked'),
    )
    .option('--color', 'colour the output')
    .option('--no-color', 'do not colour the output')
    .option('--verbose', 'list passed checks too')
    .option('--quiet', 'no progress')
}

const examples = `
Examples:
  $ mlcheck --reference data_train.csv:latest --sample new.csv --ks-alpha 0.05
      compare a new file with a stored artifact; without a suite the checks are derived from the reference
  $ mlcheck --sample new.csv --suite rentals.yaml --param min_price=10
      judge a file by a suite; nothing to compare with
  $ mlcheck --reference train.parquet --sample 'new/*.parquet' tests/drift.test.ts --reporter pretty --reporter junit=out.xml
      run a vitest file with the fixtures sample, reference, ksAlpha and params
  $ mlcheck --reference train.csv --sample new.csv --explain
      show the plan: metrics, scans and SQL
  $ mlcheck --sample week47.csv --suite rentals.yaml --states states
      judge a week, and save what mlcheck merge states needs to judge all weeks together
  $ mlcheck --reference train.csv:prod --sample week47.csv --series weekly --horizon spend --confirm 2
      judge each week's batch; an alarm counts once the next week confirms it, and alpha is shared by all weeks
  $ mlcheck --engine spark --remote sc://host:15002 --reference table:prod.songs --sample 's3://bucket/new/*.parquet'
      the same checks on a cluster, which finds the data itself

A reference or a sample is a path, a glob, an http(s) URL, or an artifact [project/]name[:alias|:vN].

Commands:
  check (the default)   judge a sample
  artifact              put, get, ls, show, alias, rm, gc: versioned datasets; see mlcheck artifact --help
  merge                 judge the states of several datasets as one, without their rows
  history               the batches of a series and what became of them
  accept                let a failed batch count as good
  diff                  what changed from one run to another
  explain               what an expectation means, its parameters and examples
  docs                  the same of all expectations; docs build: a site about all series
  init                  write a first suite for data
  profile               what data look like, alone or beside other data
  run                   a pipeline: its steps in the order of their artifacts; status shows what there is to do
  model                 predict, serve, dockerfile: a model that a pipeline has made
  stage                 ls, show, new: what a step of a pipeline can be
  runs                  ls, show, diff: what was run, with its numbers; lineage: where a version comes from
  import                a suite, schema or contract of another tool as a suite file
  export                a suite as a data contract or a JSON Schema
  print                 a suite as YAML, TypeScript or JSON
  types                 the columns of a dataset as a TypeScript declaration
  completion            a script that lets a shell complete commands, options, artifacts and ids

Exit codes:
  0 every expectation met   1 an expectation not met   2 usage error, or nothing was checked
  3 data or an artifact could not be read   4 internal error   130 interrupted
`
