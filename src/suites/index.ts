export {
  type CheckDefinition,
  type DefinedSuite,
  defineSuite,
  isDefinedSuite,
  type SuiteDefinition,
} from './define.ts'
export { type DerivedSuite, type DeriveOptions, deriveSuite } from './derive.ts'
export { suiteJsonSchema } from './json-schema.ts'
export { type ResolveOptions, resolveSuites } from './resolve.ts'
export { type SuiteOptions, suiteFromObject, suiteFromYaml } from './suite.ts'
export type { Tolerance } from './tolerance.ts'
