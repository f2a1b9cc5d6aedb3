import packageJson from '../../package.json' with { type: 'json' }

/** The version of mlcheck. */
export const version: string = packageJson.version
