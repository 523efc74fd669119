export default {title: 'Bicycles', i18n: {defaultLocale: 'en', locales: ['en', 'nl']}};
