export const theme = {
  palette: { primary: '#0f766e', tin: '#8c9aa5', bin: '#6b7280' },
  shadow: { soft: 'rgba(15, 15, 15, 0.15)', hard: 'rgba(0, 0, 0, 0.45)' },
  transition: { quick: 0.15, slow: 0.3 },
  breakpoints: { mobile: 480, tablet: 768, desktop: 1280 },
  zIndex: { mobileNav: 11, modal: 17 },
  radius: 7.5,
  lineHeight: 1.15,
};
