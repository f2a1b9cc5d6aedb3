export * from './mersenne-twister.ts'
export * from './random-state.ts'
