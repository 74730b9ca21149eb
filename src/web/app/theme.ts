import type { ThemeConfig } from 'antd';

/** Fonts of the machine first; the one that comes with the application only where none of them is there. */
const fontFamily = "'PingFang SC', 'Microsoft YaHei', 'HarmonyOS Sans SC', 'Source Han Sans SC', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, -apple-system, 'Segoe UI', sans-serif";

/** Official blue, small radii, dense tables. The grey tones are those that pass WCAG AA on white. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b4f9e',
    colorInfo: '#0b4f9e',
    colorInfoBg: '#eaf2fb',
    colorInfoBorder: '#a9c6e8',
    colorLink: '#0b4f9e',
    colorError: '#cf1322',
    colorSuccess: '#237804',
    colorWarning: '#ad6800',
    colorWarningBg: '#fffbe6',
    colorWarningBorder: '#e8cf7a',
    colorSuccessBg: '#f3faef',
    colorErrorBg: '#fff2f0',
    colorBgLayout: '#f2f5f9',
    colorTextDescription: 'rgba(0,0,0,0.65)',
    colorTextTertiary: 'rgba(0,0,0,0.6)',
    colorTextPlaceholder: 'rgba(0,0,0,0.55)',
    borderRadius: 3,
    fontFamily,
    fontSize: 14,
  },
  components: {
    Table: { headerBg: '#eaf1f9', headerColor: '#1f3a5c', cellPaddingBlockSM: 8, rowHoverBg: '#f3f8fd' },
    Layout: { headerBg: '#0b3f7e', siderBg: '#ffffff', headerHeight: 56, headerPadding: '0 20px' },
    Menu: { itemHeight: 38, itemBorderRadius: 3, itemSelectedBg: '#e3eefa' },
    Card: { headerHeight: 44, headerFontSize: 15 },
    Descriptions: { labelBg: '#f5f8fc' },
  },
};
