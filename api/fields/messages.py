"""What is wrong with a value, in our words: instead of "Ensure this field has no more than 500 characters." each field
says "Must have at most 500 characters.", as all others of our errors begin.

REST framework keeps these texts on its classes, and fields and serializers of ours and of its own take them from there,
so they are replaced there, once.
"""

from rest_framework import serializers

OBJECT = "Must be an object."
LIST = {
    "not_a_list": "Must be a list.",
    "empty": "Must not be empty.",
    "min_length": "Must have at least {min_length} elements.",
    "max_length": "Must have at most {max_length} elements.",
}
MESSAGES: dict[type[serializers.Field], dict[str, str]] = {
    serializers.Field: {"null": "Must not be null."},
    serializers.CharField: {
        "invalid": "Must be a string.",
        "blank": "Must not be empty.",
        "min_length": "Must have at least {min_length} characters.",
        "max_length": "Must have at most {max_length} characters.",
    },
    serializers.EmailField: {"invalid": "Must be an e-mail address, such as books@example.com."},
    serializers.IntegerField: {
        "min_value": "Must be at least {min_value}.",
        "max_value": "Must be at most {max_value}.",
    },
    serializers.ListField: LIST,
    serializers.ListSerializer: LIST,
    serializers.DictField: {"not_a_dict": OBJECT, "empty": "Must not be empty."},
    serializers.JSONField: {"invalid": "Must be JSON."},
    serializers.Serializer: {"invalid": OBJECT},
}
for field, messages in MESSAGES.items():
    field.default_error_messages = {**field.default_error_messages, **messages}
