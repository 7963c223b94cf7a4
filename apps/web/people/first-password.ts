// Without 0/O, 1/l/I: it is read from a screen and typed.
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A first password of 16 characters, about 93 bits, drawn without bias. */
export function firstPassword(): string {
  let password = '';
  while (password.length < 16) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 256 - (256 % letters.length)) password += letters[byte % letters.length];
  }
  return password;
}
