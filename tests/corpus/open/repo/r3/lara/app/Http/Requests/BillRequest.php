<?php

class BillRequest extends FormRequest
{
    public function rules(): array
    {
        return [
            'vat_rate' => ['required', Rule::in([0, 5, 7.5, 10, 15])],
            'tds_rate' => 'nullable|numeric|between:0,20',
            'lines' => 'array|max:15',
            'rating' => ['required', Rule::in([5, 10, 15])],
        ];
    }

    public function messages(): array
    {
        return [
            'vat_rate.in' => 'VAT must be one of 0, 5, 7.5, 10 or 15%.',
            'lines.max' => 'A VAT challan has at most 15 lines',
        ];
    }
}
