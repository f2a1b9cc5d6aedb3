// Compares src/stats with a file of answers of SciPy, R and mpmath: npm run oracle -- FILE
import { CaseFileError, runStatisticsCases } from './statistics.ts'

const [path] = process.argv.slice(2)
if (path === undefined) stop('Which file? npm run oracle -- FILE')
else {
  try {
    report(path)
  } catch (error) {
    if (!(error instanceof CaseFileError)) throw error
    stop(error.message)
  }
}

function report(file: string): void {
  const { passed, failed, failures, compared, excused, ignored } = runStatisticsCases(file)
  for (const failure of failures) console.log(failure)
  console.log(`${compared} fields were compared.`)
  for (const [reason, fields] of excused) console.log(`${fields} were not: ${reason}.`)
  for (const [field, cases] of ignored) console.log(`${field} is not known, in ${cases} cases.`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

function stop(sentence: string): void {
  console.error(sentence)
  process.exitCode = 2
}
