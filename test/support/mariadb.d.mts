type Installed = { readonly server: string; readonly installer: string };

export function findMariadb(): Installed | null;
export function startMariadb(found: Installed): Promise<{ readonly url: string; stop(): Promise<void> }>;
