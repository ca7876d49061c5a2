export const theme = {
  overlay: 'rgba(0, 0, 0, 0.15)',
  opacityDisabled: 0.075,
  lineHeight: 1.15,
  aspectRatio: 16 / 10,
  scale: 1.05,
  zIndexModal: 115,
};
