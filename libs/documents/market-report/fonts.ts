import { createRequire } from 'node:module';

const from = createRequire(import.meta.url);

/** The fonts that go with the product, so that a document looks alike wherever it is made. */
export const reportFonts = {
  normal: from.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  bold: from.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
} as const;
