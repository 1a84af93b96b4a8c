//! A page's text and address -> listing, content page, vision. Pure functions
