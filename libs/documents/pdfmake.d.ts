/** What we use of pdfmake, which brings no types of its own for servers. */
declare module 'pdfmake' {
  type Fonts = Readonly<Record<string, { readonly normal: string; readonly bold: string }>>;
  const pdfmake: {
    setFonts(fonts: Fonts): void;
    setLocalAccessPolicy(mayRead: (path: string) => boolean): void;
    setUrlAccessPolicy(mayFetch: (url: string) => boolean): void;
    createPdf(definition: object): { getBuffer(): Promise<Buffer> };
  };
  export default pdfmake;
}
