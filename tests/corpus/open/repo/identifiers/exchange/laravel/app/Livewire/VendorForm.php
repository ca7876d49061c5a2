<?php
namespace App\Livewire;

class VendorForm extends Component
{
    #[Validate('required|digits:12')]
    public string $tin = '';

    #[Validate(['nullable', 'regex:/^\d{13}$/'])]
    public ?string $bin = null;

    #[Validate('required|phone:BD')]
    public string $phone = '';

    #[Validate('required|digits:12')]
    public string $meterNo = '';

    #[Validate('nullable|min:10|max:17')]
    public string $note = '';

    protected $rules = [
        'owner.nid' => 'required|in_array_length|digits_between:10,17',
        'owner.mobile' => 'required|digits:11|starts_with:01',
        'owner.pin' => 'required|digits_between:10,17',
    ];
}
