import * as expectations from '../../expectations/index.ts'
import { translateDocument } from '../../src/suites/formats/index.ts'
import { suiteFromYaml, treeFromYaml } from '../../src/suites/suite.ts'
import { suiteText } from '../../src/suites/suite-text.ts'

/** What `mlcheck import` makes of a document; every suite is read again, so that it is a valid one. */
export function imported(text: string, format?: string): string {
  const suites = translateDocument(treeFromYaml(text, 'document'), { file: 'document', format, expectations })
  return suites
    .map(({ definition, omitted, remarks }) => {
      const left = omitted.map(
        ({ what, reason, allowsAll, at }) => `${allowsAll ? '-' : '!'} ${at?.line}: ${what}: ${reason}`,
      )
      const written = suiteText(definition, [...left, ...remarks])
      const hasChecks = 'table' in definition || 'columns' in definition || 'combinations' in definition
      if (hasChecks) suiteFromYaml(written, { file: 'suite.yaml', expectations, params: {} })
      return written
    })
    .join('---\n')
}
