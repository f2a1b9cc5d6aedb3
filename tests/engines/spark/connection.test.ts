import { expect, test } from 'vitest'
import { withoutCredentials } from '../../../src/core/credentials.ts'
import { messageOf, UserError } from '../../../src/core/errors.ts'
import { parseConnection } from '../../../src/engines/spark/connection.ts'

test('a host alone is asked at the standard port, without encryption', () => {
  expect(parseConnection('sc://localhost')).toEqual({
    host: 'localhost',
    port: 15002,
    isEncrypted: false,
    userId: 'mlcheck',
    clientType: 'mlcheck',
    headers: {},
  })
})

test('parameters name the user, the session and what is sent along', () => {
  const session = '0f9ac2b1-0a1b-4c3d-8e5f-60718293a4b5'
  const text = `sc://[::1]:443/;token=a%3Bb;user_id=ada;session_id=${session};user_agent=notebook;x-cluster=c=1;`
  expect(parseConnection(text)).toEqual({
    host: '::1',
    port: 443,
    isEncrypted: true,
    token: 'a;b',
    userId: 'ada',
    clientType: 'notebook',
    sessionId: session,
    headers: { 'x-cluster': 'c=1' },
  })
})

test('a token implies encryption unless that is switched off', () => {
  expect(parseConnection('sc://host/;token=t').isEncrypted).toBe(true)
  expect(parseConnection('sc://host/;token=t;use_ssl=false').isEncrypted).toBe(false)
  expect(parseConnection('sc://host/;use_ssl=true').isEncrypted).toBe(true)
})

test('what is no connection string is refused without its token', () => {
  const texts = [
    'http://host:15002',
    'sc://',
    'sc://host:99999',
    'sc://user@host',
    'sc://host/path/;token=abc',
    'sc://host/;token',
    'sc://host/;token=abc;use_ssl',
    'sc://host/;use_ssl=yes',
    'sc://host/;session_id=7',
  ]
  expect(texts.map(refusalOf).join('\n')).toMatchInlineSnapshot(`
    "http://host:15002 is no address of a Spark Connect server. Write it as sc://host:15002 or sc://host:443/;use_ssl=true;token=…
    sc:// is no address of a Spark Connect server. Write it as sc://host:15002 or sc://host:443/;use_ssl=true;token=…
    sc://host:99999 is no address of a Spark Connect server. Write it as sc://host:15002 or sc://host:443/;use_ssl=true;token=…
    sc://user@host is no address of a Spark Connect server. Write it as sc://host:15002 or sc://host:443/;use_ssl=true;token=…
    sc://host/path/;token=••• is no address of a Spark Connect server. Write it as sc://host:15002 or sc://host:443/;use_ssl=true;token=…
    A parameter of sc://host/;token is not written as name=value. Write it as sc://host:15002 or sc://host:443/;use_ssl=true;token=…
    A parameter of sc://host/;token=•••;use_ssl is not written as name=value. Write it as sc://host:15002 or sc://host:443/;use_ssl=true;token=…
    use_ssl is true or false, and not yes. undefined
    session_id is a UUID, and not 7. undefined"
  `)
})

test('tokens in a connection string are masked', () => {
  expect(withoutCredentials('at sc://host:443/;token=abc;use_ssl=true;x-api-key=k now')).toBe(
    'at sc://host:443/;token=•••;use_ssl=true;x-api-key=••• now',
  )
})

function refusalOf(text: string): string {
  try {
    return JSON.stringify(parseConnection(text))
  } catch (error) {
    return error instanceof UserError ? `${error.message} ${error.hint}` : messageOf(error)
  }
}
