"""The pages of matters: the desk's list and search, the matter page and its forms, the public look-up."""
