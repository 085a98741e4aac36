"""The weekly mail: joins the page that `build` makes with the steps of delivery."""
