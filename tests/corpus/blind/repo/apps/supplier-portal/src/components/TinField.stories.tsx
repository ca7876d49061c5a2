import type { Meta, StoryObj } from '@storybook/react';
import { TinField } from './TinField';

const meta: Meta<typeof TinField> = { component: TinField, args: { maxLength: 12, label: 'TIN' } };
export default meta;

export const Filled: StoryObj<typeof TinField> = { args: { value: '555566667777' } };
export const WithBin: StoryObj<typeof TinField> = { args: { label: 'BIN', maxLength: 13 } };
export const Phone: StoryObj<typeof TinField> = { args: { label: 'Mobile', value: '01999000000' } };
export const Nid: StoryObj<typeof TinField> = { args: { label: 'NID', value: '19901234567890123' } };
