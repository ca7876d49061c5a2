<?php
namespace App\Filament\Resources;

class SupplierResource extends Resource
{
    public static function form(Form $form): Form
    {
        return $form->schema([
            TextInput::make('tin')->label('TIN')->length(12),
            TextInput::make('bin')->mask('999999999-9999'),
            TextInput::make('nid')->minLength(10)->maxLength(17),
            TextInput::make('phone')->tel()->telRegex('/^01[3-9]\d{8}$/'),
            TextInput::make('po_number')->length(12),
            TextInput::make('account_number')->maxLength(13),
            Textarea::make('notes')->maxLength(17),
        ]);
    }
}
