/** The same promise, which tells when someone waits for it. */
export function watched<T>(promise: Promise<T>, onAwait: () => void): Promise<T> {
  const noticed = () => {
    onAwait()
    return promise
  }
  // `await` looks into a native promise without calling `then`, so this has to be something else.
  return {
    // biome-ignore lint/suspicious/noThenProperty: being awaited is its purpose
    then: (fulfilled, rejected) => noticed().then(fulfilled, rejected),
    catch: rejected => noticed().catch(rejected),
    finally: settled => noticed().finally(settled),
    [Symbol.toStringTag]: 'Promise',
  }
}
