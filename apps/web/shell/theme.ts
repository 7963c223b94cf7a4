import { theme, type ThemeConfig } from 'antd';

// Contrast: antd's own secondary greys and its blue miss 4.5:1 on tinted ground, so the text tokens are set here, once per theme.
const seed = { borderRadius: 4, fontSize: 14, controlHeight: 32, wireframe: false, motionDurationMid: '0.12s', motionDurationSlow: '0.16s' };

const light: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...seed,
    colorPrimary: '#1b55a8',
    colorInfo: '#1b55a8',
    colorLink: '#1b55a8',
    colorSuccess: '#1d7a3e',
    colorWarning: '#9a5b00',
    colorError: '#b42318',
    colorBgLayout: '#f3f5f8',
    colorText: '#1c2430',
    colorTextSecondary: '#4a5565',
    colorTextTertiary: '#5b6675',
    colorTextDescription: '#5b6675',
    colorTextPlaceholder: '#687385',
    colorBorderSecondary: '#e3e7ed',
    colorWarningBg: '#fdf6e6',
    colorWarningBorder: '#efd9a7',
    colorErrorBg: '#fdf1f0',
    colorErrorBorder: '#f3c4bf',
    colorSuccessBg: '#ecf7f0',
    colorSuccessBorder: '#b9dfc6',
    colorInfoBg: '#eaf1fb',
    colorInfoBorder: '#bfd4f2',
    controlItemBgActive: '#e3edfb',
  },
  components: { Table: { headerBg: '#eef1f5', headerColor: '#4a5565' } },
};

const dark: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...seed,
    colorPrimary: '#3d7fd9',
    colorPrimaryHover: '#336fbe',
    colorPrimaryActive: '#2d62aa',
    colorInfo: '#3d7fd9',
    colorLink: '#8ab8ff',
    colorLinkHover: '#b3d1ff',
    colorLinkActive: '#8ab8ff',
    colorSuccess: '#3fa866',
    colorWarning: '#d99a2b',
    colorError: '#ff9188',
    colorBgBase: '#10151c',
    colorBgLayout: '#10151c',
    colorBgContainer: '#18202a',
    colorBgElevated: '#1e2833',
    colorText: '#e4e9f0',
    colorTextSecondary: '#b6c0cd',
    colorTextTertiary: '#a3aebd',
    colorTextDescription: '#a3aebd',
    colorTextPlaceholder: '#93a0b1',
    colorBorder: '#3a4654',
    colorBorderSecondary: '#2a3440',
    colorWarningBg: '#2f2615',
    colorWarningBorder: '#5c4a22',
    colorErrorBg: '#331c1b',
    colorErrorBorder: '#6b3531',
    colorSuccessBg: '#15291b',
    colorSuccessBorder: '#2b5a3a',
    colorInfoBg: '#182840',
    colorInfoBorder: '#2d4a73',
  },
  components: {
    Table: { headerBg: '#232d39', headerColor: '#b6c0cd' },
    Button: {
      dangerColor: '#2a0f0d',
      defaultHoverColor: '#8ab8ff',
      defaultHoverBorderColor: '#5d91d1',
      defaultActiveColor: '#8ab8ff',
      defaultActiveBorderColor: '#5d91d1',
    },
  },
};

/** `cssVar.key` is a class name: whatever stands inside an element of class `desk-theme` sees the theme as CSS variables. `isStill`: nothing moves. */
export function themeOf(isDark: boolean, isStill: boolean): ThemeConfig {
  const { token, ...others } = isDark ? dark : light;
  return { ...others, token: { ...token, motion: !isStill }, cssVar: { key: 'desk-theme' }, hashed: false };
}
