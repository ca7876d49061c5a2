'use client';
import dynamic from 'next/dynamic';
import { TinField } from '../../components/TinField';

const BinField = dynamic(() => import('../../components/BinField'));

export default function VendorsPage() {
  return (
    <main>
      <TinField />
      <BinField />
      <input name="mobile" maxLength={11} />
    </main>
  );
}
